using System.Net;
using System.Text;
using TuiTorrent.Rpc.Gate;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Gate;

public sealed class CredentialTests
{
    private static readonly PasswordHash Secret = PasswordHash.Of("secret");
    private readonly ManualTime _time = new();

    [Fact]
    public void A_password_survives_its_text_form_and_too_few_rounds_are_refused()
    {
        var again = PasswordHash.Parse(Secret.ToString());
        Assert.NotNull(again);
        Assert.True(again.Matches("secret"u8));
        Assert.False(again.Matches("Secret"u8));
        Assert.Null(PasswordHash.Parse(Secret.ToString().Replace("$100000$", "$99999$", StringComparison.Ordinal)));
        Assert.Null(PasswordHash.Parse("secret"));
    }

    [Fact]
    public void An_accepted_password_is_derived_once()
    {
        var check = new CredentialCheck(new Credentials("me", Secret), _time);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(check.Check(Basic("me:secret"), IPAddress.Loopback).IsPass);
        }

        Assert.Equal(1, check.Derivations);
    }

    [Fact]
    public void A_thousand_wrong_passwords_in_an_hour_cost_few_derivations_and_never_disturb_another_source()
    {
        var check = new CredentialCheck(new Credentials("me", Secret), _time);
        var (attacker, owner) = (IPAddress.Parse("192.0.2.9"), IPAddress.Parse("192.0.2.10"));
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(check.Check(Basic($"me:wrong{i}"), attacker).IsPass);
            Assert.True(check.Check(Basic("me:secret"), owner).IsPass);
            _time.Advance(3);
        }

        Assert.InRange(check.Derivations, 10, 40);
    }

    [Fact]
    public void While_it_waits_a_source_is_refused_even_with_the_right_password_and_forgiven_after()
    {
        var check = new CredentialCheck(new Credentials("me", Secret), _time);
        for (var i = 0; i <= SourceBook.FreeFailures; i++)
        {
            Assert.Equal(401, check.Check(Basic("me:wrong"), IPAddress.Loopback).Status);
        }

        Assert.Equal(429, check.Check(Basic("me:secret"), IPAddress.Loopback).Status);
        _time.Advance(2);
        Assert.True(check.Check(Basic("me:secret"), IPAddress.Loopback).IsPass);
        Assert.Equal(401, check.Check(Basic("me:wrong"), IPAddress.Loopback).Status);
    }

    [Fact]
    public void The_book_of_sources_is_bounded_and_takes_a_customer_of_IPv6_for_one()
    {
        var book = new SourceBook(_time, 8);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(1);
            book.Fail(IPAddress.Parse($"192.0.2.{i}"));
        }

        Assert.Equal(8, book.Count);
        for (var i = 0; i <= SourceBook.FreeFailures; i++)
        {
            book.Fail(IPAddress.Parse($"2001:db8:1:1::{i}"));
        }

        Assert.True(book.SecondsToWait(IPAddress.Parse("2001:db8:1:1::ffff")) > 0);
        Assert.Equal(0, book.SecondsToWait(IPAddress.Parse("2001:db8:1:2::ffff")));
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("11.1.2.3", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_sources_on_the_list_and_this_machine_get_as_far_as_the_host(string source, bool isAllowed)
    {
        var gate = new RequestGate(new GateSettings { Sources = [IPNetwork.Parse("10.0.0.0/8")] }, _time);
        var verdict = gate.Judge(new GateRequest { Method = "POST", Target = "/", Source = IPAddress.Parse(source), Own = new IPEndPoint(IPAddress.Any, 9091) });
        Assert.Equal(isAllowed ? 400 : 403, verdict.Status);
    }

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
}

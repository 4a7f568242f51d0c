using System.Runtime.Versioning;
using Xunit.v3;

// Foreign programs wait more than they work: one more at a time than the two cores of the smallest machine.
[assembly: Parallelization(MaxThreads = 3)]
[assembly: SupportedOSPlatform("linux")]

// Terminal.Gui, the theme and the table of glyphs belong to one thread, as in the program.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

return TuiTorrent.Dashboard.DashboardProgram.Run(args);

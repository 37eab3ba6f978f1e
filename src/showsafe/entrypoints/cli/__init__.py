"""The command line: one small file a command. Exit status 0 done, 1 no, 2 wrong input; never a traceback."""

--- Compiles itself, and loads what came of it.
return assert(load(string.dump(function() return 1 end), "dumped", "b"))

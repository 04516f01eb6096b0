--- Matches a pattern that tries nearly everything before it gives up, all of it in C.
return ("x"):rep(50000):find((".-"):rep(30) .. "y")

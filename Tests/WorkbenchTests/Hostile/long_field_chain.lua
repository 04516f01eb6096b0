--- Names an error by a chain of a hundred thousand fields: it crashes Lua 5.4.4.
return assert(load("local t = {} t.x = t; return t" .. (".x"):rep(100000) .. " + 1"))()

--- Moves more elements than a second has nanoseconds, all of it in C.
return table.move({}, 1, 1 << 40, 2)

--- Repeats nothing for ever: no memory is needed, only time, and all of it in C.
return ("").rep("", 1 << 60)

--- Asks for ever longer strings.
local text = "x"
while true do text = text:rep(2) end

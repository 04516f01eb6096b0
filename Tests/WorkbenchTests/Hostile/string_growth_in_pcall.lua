--- Keeps ever more long strings, and catches the errors that it is told.
local kept = {}
while true do
  pcall(function() kept[#kept + 1] = ("x"):rep(1 << 24) .. #kept end)
end

--- Never ends, and catches every error that would end it.
while true do
  pcall(function()
    while true do end
  end)
end

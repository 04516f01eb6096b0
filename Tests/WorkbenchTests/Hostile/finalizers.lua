--- Makes finalizers that make finalizers.
local function trap()
  setmetatable({}, { __gc = function() while true do trap() end end })
end
while true do trap() end

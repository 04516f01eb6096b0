--- Returns a table that raises when it is read.
return setmetatable({}, {
  __index = function() error "read" end,
  __len = function() error "measured" end,
  __pairs = function() error "visited" end,
  __tostring = function() error "shown" end,
})

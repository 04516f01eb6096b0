// The system's Lua 5.4. Only CLuaShim may use it: no Swift file imports this module.
#if __has_include(<lua.h>)
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
#elif __has_include(<lua5.4/lua.h>)
#include <lua5.4/lua.h>
#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
#else
#error "Lua 5.4 is missing: install it with 'apt-get install liblua5.4-dev' or 'brew install lua@5.4'"
#endif

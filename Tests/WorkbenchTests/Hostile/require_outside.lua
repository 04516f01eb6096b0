--- Reads a file that is none of its business.
return require "../../etc/passwd"

"""The routes of applications as the frameworks themselves report them.

Each module runs in a child process in the application's folder and prints a JSON list of `[methods, path, handler, file, line]`:
no methods where the framework accepts any, parameters as `{name}`, the file relative to that folder, the line that of the handler's
`def`. Automatic HEAD and OPTIONS, documentation, static and admin routes are left out.
"""

"""Git. The one place that knows GitPython."""

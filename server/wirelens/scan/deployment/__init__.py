"""How services are started: run commands in Markdown, package manifests."""

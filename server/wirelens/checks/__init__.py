"""`CommunicationMap` → findings, one file a rule."""

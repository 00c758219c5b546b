"""Many `FileFacts` → one `CommunicationMap`."""

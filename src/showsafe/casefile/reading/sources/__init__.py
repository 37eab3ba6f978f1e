"""From what a source came as to the plain text that is read, with the map between the two. Nothing is ever fetched."""

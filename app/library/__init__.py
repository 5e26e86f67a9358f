"""Rule data on disk -> frozen objects: the vocabulary, the method cards, the standards' tables and the schemes."""

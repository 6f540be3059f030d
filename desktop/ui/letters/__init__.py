"""The letter workshop: pick a document, fill it in, check it, approve it, let it go out."""

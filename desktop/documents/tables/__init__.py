"""Tables of strangers, CSV and XLSX: read by a child that is shut in, from bytes to cells of text."""

"""From a case to a PDF: templates, Russian grammar, layout."""

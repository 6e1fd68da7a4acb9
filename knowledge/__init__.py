"""What Skolevej knows: articles, documents, the index over them, search and answers."""

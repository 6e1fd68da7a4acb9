"""Texts to vectors: the bundled multilingual-e5-small as ONNX, or any SentenceTransformer directory."""

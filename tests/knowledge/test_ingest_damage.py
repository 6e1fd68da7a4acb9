"""Real PDF and DOCX files with bytes turned over: read or refused, never anything else."""

from io import BytesIO
from pathlib import Path

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from knowledge.ingest import UnreadableDocument, read_document


def small_pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 700, "Skolen ringer hjem om morgenen.")
    canvas.save()
    return buffer.getvalue()


def small_docx() -> bytes:
    buffer = BytesIO()
    document = docx.Document()
    document.add_paragraph("Skolen ringer hjem om morgenen.")
    document.save(buffer)
    return buffer.getvalue()


FILES = {".pdf": small_pdf(), ".docx": small_docx()}
DAMAGE = st.lists(st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(suffix=st.sampled_from(sorted(FILES)), damage=DAMAGE, keep=st.floats(0.3, 1))
def test_damaged_files(tmp_path: Path, suffix: str, damage: list[tuple[float, bytes]], keep: float) -> None:
    content = bytearray(FILES[suffix])
    for share, piece in damage:
        place = int(share * len(content))
        content[place : place + len(piece)] = piece
    path = tmp_path / f"skadet{suffix}"
    path.write_bytes(bytes(content[: max(1, int(keep * len(content)))]))
    try:
        assert read_document(path).characters > 0
    except UnreadableDocument as refusal:
        assert refusal.reason in {
            "corrupt",
            "empty",
            "encrypted",
            "scanned_only",
            "unsupported",
            "binary",
            "too_large",
        }

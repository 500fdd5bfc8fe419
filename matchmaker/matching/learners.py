"""The two models that can be trained further: an encoder, and a cross-encoder that starts from an encoder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .encoder import probe
from .fine_tuning import Course, fine_tune
from .model_folder import write_probes
from .pack import Pack
from .reranking import MAX_TOKENS, in_order
from .text import lead, normalise

Progress = Callable[[str], None]

# Word pieces and the lower layers stay as they are: they know the language, and labelled pairs are few.
FROZEN_LAYERS = 6
ENCODER_RATE, CROSS_RATE = 1e-5, 4e-5
# Cosines of this model differ by hundredths; times this they are logits.
COSINE_SCALE = 20.0


def fine_tune_encoder(
    pack: Pack, base: Path, out: Path, *, seed: int, progress: Progress, epochs: int = 3, threads: int = 2
) -> Course:
    """A sentence-transformers folder at `out`, unless no epoch was better on held-out needs than the base.

    Source of the loss: RankNet, Burges et al. 2005, over the cosines of one need's achievements.
    """
    return fine_tune(lambda: _EncoderLearner(pack, base, threads), pack, base, out, seed, epochs, progress)


def fine_tune_cross_encoder(
    pack: Pack, base: Path, out: Path, *, seed: int, progress: Progress, epochs: int = 3, threads: int = 2
) -> Course:
    """A CrossEncoder folder at `out` (one output, 0 to 1 for levels 1 to 4); its first epoch is always an improvement
    on the untrained head that it starts with."""
    return fine_tune(lambda: _CrossLearner(pack, base, threads), pack, base, out, seed, epochs, progress)


class _Learner:
    """What both share: which parameters move, in which precision, and the loss over one need's achievements."""

    learning_rate: float

    def __init__(self, pack: Pack, model: Any, transformer: Any, threads: int) -> None:
        import torch

        torch.set_num_threads(threads)
        self._model, self._pack = model, pack
        for part in (transformer.embeddings, *transformer.encoder.layer[:FROZEN_LAYERS]):
            part.requires_grad_(False)
        self._half = torch.cpu.get_capabilities().get("avx512_bf16", False)

    def parameters(self) -> list[Any]:
        return [parameter for parameter in self._model.parameters() if parameter.requires_grad]

    def train(self, on: bool) -> None:
        self._model.train(on)

    def state(self) -> dict[str, Any]:
        return {name: value for name, value in self._model.named_parameters() if value.requires_grad}

    def restore(self, state: dict[str, Any]) -> None:
        self._model.load_state_dict(state, strict=False)

    def loss(self, scores: Any, levels: Any) -> Any:
        """The better achievement of each two shall score higher, the more so the further their levels are apart."""
        import torch

        gap = (levels[:, None] - levels).clamp(min=0)
        miss = torch.nn.functional.softplus(scores - scores[:, None])
        return (miss * gap).sum() / gap.sum().clamp(min=1)

    def _precision(self) -> Any:
        import torch

        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(self._half))


class _EncoderLearner(_Learner):
    learning_rate = ENCODER_RATE

    def __init__(self, pack: Pack, base: Path, threads: int) -> None:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(base), device="cpu", model_kwargs={"dtype": "float32"})
        self._prompt = model.prompts.get("query") or ""
        super().__init__(pack, model, model[0].auto_model, threads)

    def scores(self, need: str, achievements: Sequence[str]) -> Any:
        asked = self._pack.needs[need]
        found = [lead(self._pack.achievements[name]) for name in achievements]
        with self._precision():
            vectors = self._vectors([normalise(asked.title), lead(asked), *found])
        own = vectors[:2].mean(dim=0)
        return vectors[2:] @ own * COSINE_SCALE

    def save(self, folder: Path) -> None:
        self._model.save_pretrained(str(folder), create_model_card=False)
        write_probes(folder, probe(self._model.eval()))

    def _vectors(self, texts: list[str]) -> Any:
        features = self._model.preprocess([self._prompt + text for text in texts])
        return self._model(features)["sentence_embedding"].float()


class _CrossLearner(_Learner):
    learning_rate = CROSS_RATE

    def __init__(self, pack: Pack, base: Path, threads: int) -> None:
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(
            str(base), num_labels=1, device="cpu", max_length=MAX_TOKENS, model_kwargs={"dtype": "float32"}
        )
        super().__init__(pack, model, model.model.base_model, threads)

    def scores(self, need: str, achievements: Sequence[str]) -> Any:
        asked = lead(self._pack.needs[need])
        pairs = [in_order(asked, lead(self._pack.achievements[name])) for name in achievements]
        first, second = map(list, zip(*pairs, strict=True))
        told = self._model.tokenizer(
            first, second, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"
        )
        with self._precision():
            return self._model.model(**told).logits[:, 0].float()

    def loss(self, scores: Any, levels: Any) -> Any:
        import torch

        graded = torch.nn.functional.binary_cross_entropy_with_logits(scores, (levels - 1) / 3)
        return graded + super().loss(scores, levels)

    def save(self, folder: Path) -> None:
        self._model.save_pretrained(str(folder), create_model_card=False)

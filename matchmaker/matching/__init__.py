"""Finds achievements for needs and needs for achievements: texts, ids and arrays in; ids, scores and reasons out."""

from .calibration import Calibration, Level, calibration_for, shipped_figures
from .corpus import Corpus
from .embedded import EMBEDDED_IDENTITY, prepare_embedded
from .encoder import Encoder
from .errors import EncoderUnavailable
from .evaluation import evaluate
from .explanation import Explanation, Quote, explain
from .features import FEATURES
from .judgement import COMPARATORS, Demand, Direction, Evidence, Gap, Judgement, Reason, Verdict
from .judging import judge, row_vectors
from .lexical_index import LexicalIndex, Lexicon
from .matcher import Ranked, rank, score_items, too_short
from .quantities import Quantity, find_quantities, read_quantity
from .reranking import Reranker
from .structure import NO_FACTS, Facts
from .text import Document, Sentence, normalise, sentences, text_hash, tidy
from .vector_index import VectorIndex
from .vectors import ItemVectors, encode_document, encode_documents, read_vectors
from .vocabulary import Vocabulary, term_key
from .words import SharedTerm, marks, shared_terms, words

__all__ = [
    "COMPARATORS",
    "EMBEDDED_IDENTITY",
    "FEATURES",
    "NO_FACTS",
    "Calibration",
    "Corpus",
    "Demand",
    "Direction",
    "Document",
    "Encoder",
    "EncoderUnavailable",
    "Evidence",
    "Explanation",
    "Facts",
    "Gap",
    "ItemVectors",
    "Judgement",
    "Level",
    "LexicalIndex",
    "Lexicon",
    "Quantity",
    "Quote",
    "Ranked",
    "Reason",
    "Reranker",
    "Sentence",
    "SharedTerm",
    "VectorIndex",
    "Verdict",
    "Vocabulary",
    "calibration_for",
    "encode_document",
    "encode_documents",
    "evaluate",
    "explain",
    "find_quantities",
    "judge",
    "marks",
    "normalise",
    "prepare_embedded",
    "rank",
    "read_quantity",
    "read_vectors",
    "row_vectors",
    "score_items",
    "sentences",
    "shared_terms",
    "shipped_figures",
    "term_key",
    "text_hash",
    "tidy",
    "too_short",
    "words",
]

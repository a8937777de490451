"""Which arguments library functions write into, where the name of the function or a keyword says so.

Read out of networkx 3.6 (`mutates_input` of its functions), scipy 1.16, numpy 2.4, xgboost 3 and lightgbm 4, and in
the manual of OpenCV 4.
"""

from __future__ import annotations

from nb2pipe.analysis.knowledge.types import MUTATING_METHODS

#: Functions of networkx, wherever in it they stand, that change the graph that they are given first.
GRAPH_CHANGES = {
    "set_node_attributes", "set_edge_attributes", "remove_node_attributes", "remove_edge_attributes", "add_path",
    "add_cycle", "add_star", "freeze", "double_edge_swap", "connected_double_edge_swap", "directed_edge_swap",
    "incremental_closeness_centrality", "recursive_simple_cycles", "relabel_gexf_graph",
}  # fmt: skip
#: Functions of networkx that change the graph for `copy=False`, and at which position that argument stands.
GRAPH_COPIES = {
    "relabel_nodes": 2, "stochastic_graph": 1, "dedensify": 3, "contracted_edge": 3, "contracted_nodes": 4,
    "identified_nodes": 4,
}  # fmt: skip
#: Functions of networkx that give a window on the graph: what one of the two changes, the other shows.
GRAPH_VIEWS = {
    "subgraph", "induced_subgraph", "edge_subgraph", "restricted_view", "subgraph_view", "reverse_view",
    "generic_graph_view", "nodes", "edges", "neighbors", "all_neighbors", "ego_graph",
}  # fmt: skip

#: Library -> its modules whose functions write what they find into the annotated table that they are given first.
ANNOTATING = {
    "scanpy": (["pp"], ["tl"]), "scvelo": (["pp"], ["tl"]), "squidpy": (["gr"], ["im"]), "muon": (["pp"], ["tl"]),
    "episcanpy": (["pp"], ["tl"]),
}  # fmt: skip

#: Functions that move the data sets that they are given, or that stand in a list, into memory of their own.
BUILDING = frozenset({"lightgbm.train", "lightgbm.cv", "lightgbm.engine.train", "lightgbm.engine.cv"})
#: Their class.
BUILT = frozenset({"lightgbm.Dataset", "lightgbm.basic.Dataset"})
#: Library -> keywords into whose values its functions write.
WRITTEN_KEYWORDS = {
    "numpy": {"out"}, "pandas": {"out", "target"}, "scipy": {"out", "output"}, "networkx": {"create_using"},
    "xgboost": {"evals_result"}, "lightgbm": {"evals_result", "eval_result"}, "cv2": {"dst", "img"},
    "hyperopt": {"trials"},
}  # fmt: skip
#: Beginnings of keywords that allow scipy and scikit-learn to write into what they are given, unless they say this.
OVERWRITING = {"copy": "True", "overwrite_": "False"}

_OPERATORS = ("iand", "ixor", "ilshift", "irshift", "ifloordiv", "itruediv", "imod", "ipow", "imatmul")
_HEAPS = ("heapify", "heappush", "heappop", "heapreplace", "heappushpop")
_DRAWING_INTO_IMAGES = (
    "rectangle", "circle", "line", "arrowedLine", "ellipse", "polylines", "fillPoly", "fillConvexPoly", "putText",
    "drawContours", "drawMarker", "drawChessboardCorners", "setIdentity", "randu", "randn", "randShuffle",
    "completeSymm", "patchNaNs", "filterSpeckles",
)  # fmt: skip
#: Function -> positions of the arguments that it writes into, beside those that are used every day.
RARELY_WRITTEN: dict[str, tuple[int, ...]] = {
    **{f"operator.{name}": (0,) for name in _OPERATORS},
    **{f"heapq.{name}_max": (0,) for name in _HEAPS},
    **{f"heapq._{name}_max": (0,) for name in _HEAPS},
    **{f"collections.Counter.{name}": (0,) for name in ("update", "subtract", "clear", "pop", "popitem", "setdefault")},
    **{f"collections.OrderedDict.{name}": (0,) for name in MUTATING_METHODS["dict"]},
    **{f"numpy.ndarray.{name}": (0,) for name in ("sort", "fill", "put", "partition", "resize", "itemset")},
    **{f"numpy.ma.{name}": (0,) for name in ("set_fill_value", "put", "putmask", "harden_mask", "soften_mask")},
    "numpy.modf": (1, 2), "numpy.frexp": (1, 2), "numpy.divmod": (2, 3), "numpy.cumsum": (3,), "numpy.cumprod": (3,),
    "numpy.sum": (3,), "numpy.mean": (3,), "numpy.take": (3,), "numpy.concatenate": (2,), "numpy.round": (2,),
    **{f"cv2.{name}": (0,) for name in _DRAWING_INTO_IMAGES},
    **dict.fromkeys(("cv2.accumulate", "cv2.accumulateWeighted", "cv2.normalize", "cv2.cornerSubPix"), (1,)),
    "cv2.watershed": (1,), "cv2.floodFill": (0, 1), "cv2.grabCut": (1, 3, 4),
    "cv2.drawKeypoints": (2,), "cv2.drawMatches": (5,), "cv2.drawMatchesKnn": (5,),
    "lightgbm.record_evaluation": (0,), "lightgbm.callback.record_evaluation": (0,),
    "xml.etree.ElementTree.SubElement": (0,), "xml.etree.ElementTree.indent": (0,),
}  # fmt: skip

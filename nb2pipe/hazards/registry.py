"""Every rule, by its code."""

from __future__ import annotations

from collections.abc import Mapping

from nb2pipe.hazards.rule import Rule
from nb2pipe.hazards.rules.nb001_syntax_error import NotPython
from nb2pipe.hazards.rules.nb002_too_complex import TooComplex
from nb2pipe.hazards.rules.nb003_suppression_without_reason import SuppressionWithoutReason
from nb2pipe.hazards.rules.nb004_unused_suppression import UnusedSuppression
from nb2pipe.hazards.rules.nb101_use_before_definition import UseBeforeDefinition
from nb2pipe.hazards.rules.nb102_undefined_name import UndefinedName
from nb2pipe.hazards.rules.nb103_used_after_del import UsedAfterDel
from nb2pipe.hazards.rules.nb104_maybe_undefined import MaybeUndefined
from nb2pipe.hazards.rules.nb105_unused_result import UnusedResult
from nb2pipe.hazards.rules.nb106_late_import import LateImport
from nb2pipe.hazards.rules.nb107_unbound_local import UnboundLocal
from nb2pipe.hazards.rules.nb110_out_of_order_execution import OutOfOrderExecution
from nb2pipe.hazards.rules.nb111_unexecuted_cell import UnexecutedCell
from nb2pipe.hazards.rules.nb112_execution_gap import ExecutionGap
from nb2pipe.hazards.rules.nb113_repeated_counts import RepeatedCounts
from nb2pipe.hazards.rules.nb114_saved_error import SavedError
from nb2pipe.hazards.rules.nb115_stale_output import StaleOutput
from nb2pipe.hazards.rules.nb191_no_place_in_function import NoPlaceInFunction
from nb2pipe.hazards.rules.nb201_non_idempotent_cell import NonIdempotentCell
from nb2pipe.hazards.rules.nb202_alias_mutation import AliasMutation
from nb2pipe.hazards.rules.nb203_function_mutates_global import FunctionMutatesGlobal
from nb2pipe.hazards.rules.nb204_late_bound_global import LateBoundGlobal
from nb2pipe.hazards.rules.nb205_uncrossable_value import UncrossableValue
from nb2pipe.hazards.rules.nb206_monkeypatch import Monkeypatch
from nb2pipe.hazards.rules.nb207_star_import import StarImport
from nb2pipe.hazards.rules.nb208_dynamic_namespace import DynamicNamespace
from nb2pipe.hazards.rules.nb209_shadowed_builtin import ShadowedBuiltin
from nb2pipe.hazards.rules.nb210_redefined_meaning import RedefinedMeaning
from nb2pipe.hazards.rules.nb211_early_binding import EarlyBinding
from nb2pipe.hazards.rules.nb212_import_for_effect import ImportForEffect
from nb2pipe.hazards.rules.nb213_used_up_iterator import UsedUpIterator
from nb2pipe.hazards.rules.nb301_unseeded_randomness import UnseededRandomness
from nb2pipe.hazards.rules.nb302_seed_crosses_steps import SeedCrossesSteps
from nb2pipe.hazards.rules.nb303_option_crosses_steps import OptionCrossesSteps
from nb2pipe.hazards.rules.nb304_process_state import ProcessState
from nb2pipe.hazards.rules.nb305_absolute_path import AbsolutePath
from nb2pipe.hazards.rules.nb306_secret_in_source import SecretInSource
from nb2pipe.hazards.rules.nb307_time_dependence import TimeDependence
from nb2pipe.hazards.rules.nb308_network_access import NetworkAccess
from nb2pipe.hazards.rules.nb309_file_between_steps import FileBetweenSteps
from nb2pipe.hazards.rules.nb310_user_input import UserInput
from nb2pipe.hazards.rules.nb311_secret_in_output import SecretInOutput
from nb2pipe.hazards.rules.nb312_set_order import SetOrder
from nb2pipe.hazards.rules.nb313_command_line import CommandLine
from nb2pipe.hazards.rules.nb314_import_after_seed import ImportAfterSeed
from nb2pipe.hazards.rules.nb315_local_module import LocalModule
from nb2pipe.hazards.rules.nb401_unsupported_magic import UnsupportedMagic
from nb2pipe.hazards.rules.nb402_shell_command import ShellCommand
from nb2pipe.hazards.rules.nb403_package_install import PackageInstall
from nb2pipe.hazards.rules.nb404_ipython_history import IPythonHistory
from nb2pipe.hazards.rules.nb405_get_ipython import GetIpython
from nb2pipe.hazards.rules.nb406_shell_install import ShellInstall
from nb2pipe.hazards.rules.nb407_display_handle import DisplayHandle
from nb2pipe.hazards.rules.nb501_preprocessing_leakage import PreprocessingLeakage
from nb2pipe.hazards.rules.nb502_overlap_leakage import OverlapLeakage
from nb2pipe.hazards.rules.nb503_multi_test_leakage import MultiTestLeakage
from nb2pipe.hazards.rules.nb504_target_among_features import TargetAmongFeatures
from nb2pipe.hazards.rules.nb505_train_serve_skew import TrainServeSkew
from nb2pipe.hazards.rules.nb506_split_ignores_order import SplitIgnoresOrder
from nb2pipe.hazards.rules.nb507_serve_misses_column import ServeMissesColumn
from nb2pipe.hazards.rules.nb508_unsaved_fitted_state import UnsavedFittedState
from nb2pipe.hazards.rules.nb600_no_steps import NoSteps
from nb2pipe.hazards.rules.nb601_bad_step_tag import BadStepTag
from nb2pipe.hazards.rules.nb602_two_step_tags import TwoStepTags
from nb2pipe.hazards.rules.nb603_untagged_value import UntaggedValue
from nb2pipe.hazards.rules.nb604_changed_outside_steps import ChangedOutsideSteps
from nb2pipe.hazards.rules.nb605_tag_contradicts_cell import TagContradictsCell
from nb2pipe.hazards.rules.nb606_split_step import SplitStep
from nb2pipe.hazards.rules.nb607_report_sets_value import ReportSetsValue
from nb2pipe.model.ids import RuleCode

_ALL: tuple[Rule, ...] = (
    NotPython(),
    TooComplex(),
    SuppressionWithoutReason(),
    UnusedSuppression(),
    UseBeforeDefinition(),
    UndefinedName(),
    UsedAfterDel(),
    MaybeUndefined(),
    UnusedResult(),
    LateImport(),
    UnboundLocal(),
    OutOfOrderExecution(),
    UnexecutedCell(),
    ExecutionGap(),
    RepeatedCounts(),
    SavedError(),
    StaleOutput(),
    NoPlaceInFunction(),
    NonIdempotentCell(),
    AliasMutation(),
    FunctionMutatesGlobal(),
    LateBoundGlobal(),
    UncrossableValue(),
    Monkeypatch(),
    StarImport(),
    DynamicNamespace(),
    ShadowedBuiltin(),
    RedefinedMeaning(),
    EarlyBinding(),
    ImportForEffect(),
    UsedUpIterator(),
    UnseededRandomness(),
    SeedCrossesSteps(),
    OptionCrossesSteps(),
    ProcessState(),
    AbsolutePath(),
    SecretInSource(),
    TimeDependence(),
    NetworkAccess(),
    FileBetweenSteps(),
    UserInput(),
    SecretInOutput(),
    SetOrder(),
    CommandLine(),
    ImportAfterSeed(),
    LocalModule(),
    UnsupportedMagic(),
    ShellCommand(),
    PackageInstall(),
    IPythonHistory(),
    GetIpython(),
    ShellInstall(),
    DisplayHandle(),
    PreprocessingLeakage(),
    OverlapLeakage(),
    MultiTestLeakage(),
    TargetAmongFeatures(),
    TrainServeSkew(),
    SplitIgnoresOrder(),
    ServeMissesColumn(),
    UnsavedFittedState(),
    NoSteps(),
    BadStepTag(),
    TwoStepTags(),
    UntaggedValue(),
    ChangedOutsideSteps(),
    TagContradictsCell(),
    SplitStep(),
    ReportSetsValue(),
)
#: Code -> rule, in the order of the codes.
RULES: Mapping[RuleCode, Rule] = {rule.code: rule for rule in _ALL}

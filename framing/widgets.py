"""Controls in a notebook: look at one actor after the other, and code mentions with the mouse.

They need ipywidgets, which comes with the extra ``notebooks``.
"""

import html
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd

from .canvas import actor_labels, add_note, hush_descriptive, show_figure
from .codebook import Codebook, read_codebook
from .corpus import CODED
from .figures_of_groups import main_measure, outlet_names
from .observations import join_voices
from .pipeline import Tables
from .plots import MEASURE_NAMES
from .plots_of_groups import plot_groups
from .portrayal import MIN_ARTICLES, MIN_MENTIONS, summarise_portrayal
from .robustness import DIVERGING, name_variant

GROUPS = {"outlet": "outlet_id", "month": "month", "voice": "voice_group", "kind of name": "alias_type"}
"""What the explorer can part an actor's mentions by."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "sentiment": ("-1", "0", "1"),
    "voice": ("narrator", "source", "unclear"),
}
"""The answers of the variables that have a fixed few; the others are typed."""


def explore_portrayal(tables: Tables, codebook: Codebook | None = None) -> Any:
    """A figure with three controls: the actor, the measure, and what its mentions are parted by.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse`.
    codebook : Codebook, optional
        The shipped one if there is none.

    Returns
    -------
    ipywidgets.VBox
        Displays itself; what it shows now is in its attribute ``data``, a table of portrayals.

    Raises
    ------
    ValueError
        If no actor is mentioned, or nothing was scored that runs from negative to positive.
    """
    import ipywidgets as widgets

    codebook = codebook or read_codebook()
    names = actor_labels(codebook)
    counts = tables["mentions"].query("reading == 'actor'")["actor_id"].value_counts()
    pairs = tables["scores"][["measure", "window"]].drop_duplicates().itertuples(index=False, name=None)
    if counts.empty:
        raise ValueError("there is nothing to explore: no actor is mentioned")
    usual = main_measure(tables)
    measures = {name_variant(*pair): pair for pair in sorted(pairs, key=lambda pair: (pair != usual, pair))
                if pair[0] in DIVERGING}  # fmt: skip
    actors = [(f"{names.get(actor, actor)} ({n})", actor) for actor, n in counts.items()]
    known = {"outlet": "outlet_id", "month": "published_at"}
    there = [label for label in GROUPS if label not in known or tables["articles"][known[label]].notna().any()]
    actor = widgets.Dropdown(options=actors, description="actor")
    measure = widgets.Dropdown(options=list(measures), description="measure")
    group = widgets.Dropdown(options=there, description="by")
    picture, said = widgets.HTML(), widgets.Label()
    box = widgets.VBox([widgets.HBox([actor, measure, group]), picture, said])

    def redraw(_: object = None) -> None:
        data = _portray(tables, actor.value, measures[measure.value], GROUPS[group.value])
        picture.value = _draw(tables, data, measures[measure.value], GROUPS[group.value], names)
        said.value = f"{names.get(actor.value, actor.value)} by {group.value}: {len(data)} groups"
        box.data = data

    for control in (actor, measure, group):
        control.observe(redraw, names="value")
    redraw()
    return box


def code_mentions(
    sample: pd.DataFrame, path: str | Path, coder_id: str, *, variables: Sequence[str] = CODED[:2]
) -> Any:
    """Code a sample with the mouse, blind to the scores; every answer is saved at once.

    Parameters
    ----------
    sample : DataFrame
        From `sample_for_coding`.
    path : str or Path
        The CSV for the answers, which `read_codings` reads. If it is there already, coding goes on where it stopped.
    coder_id : str
        Who codes.
    variables : sequence of str
        What is asked. Variables with a fixed few answers (`ANSWERS`) get buttons, others a field.

    Returns
    -------
    ipywidgets.VBox

    Raises
    ------
    ValueError
        If the file holds the answers of somebody else, or of another sample.
    """
    import ipywidgets as widgets

    path = Path(path)
    answers = _read_answers(sample, path, coder_id, list(variables))
    shown, said = widgets.HTML(), widgets.Label()
    controls = {
        name: widgets.ToggleButtons(options=ANSWERS[name], value=None, description=name) if name in ANSWERS
        else widgets.Text(description=name, continuous_update=False)
        for name in variables
    }  # fmt: skip
    back, forth = widgets.Button(description="back"), widgets.Button(description="next", button_style="primary")
    box = widgets.VBox([said, shown, *controls.values(), widgets.HBox([back, forth])])
    open_rows = answers[list(variables)].eq("").any(axis=1)
    state = {"at": int(open_rows.to_numpy().argmax()) if open_rows.any() else len(answers) - 1, "is_moving": False}

    def show() -> None:
        state["is_moving"] = True
        row = sample.iloc[state["at"]]
        left, surface, right = (html.escape(str(row[name])) for name in ("left", "surface", "right"))
        shown.value = f'<p style="max-width: 44em; line-height: 1.5">{left}<b>[{surface}]</b>{right}</p>'
        for name, control in controls.items():
            code = answers[name].iloc[state["at"]]
            control.value = code if code or name not in ANSWERS else None
        n_done = int(answers[list(variables)].ne("").all(axis=1).sum())
        said.value = f"{coder_id}: mention {state['at'] + 1} of {len(answers)}, {n_done} done"
        state["is_moving"] = False

    def answer(change: Mapping[str, Any]) -> None:
        if state["is_moving"] or change["new"] is None:
            return
        name = next(own for own, control in controls.items() if control is change["owner"])
        answers.loc[answers.index[state["at"]], name] = str(change["new"]).strip()
        _write_answers(answers, path)
        show()

    def move(step: int) -> None:
        state["at"] = min(max(state["at"] + step, 0), len(answers) - 1)
        show()

    for control in controls.values():
        control.observe(answer, names="value")
    back.on_click(lambda _: move(-1))
    forth.on_click(lambda _: move(1))
    show()
    return box


def _portray(tables: Tables, actor_id: str, pair: tuple[str, str], group: str) -> pd.DataFrame:
    mentions = tables["mentions"][tables["mentions"]["actor_id"] == actor_id]
    if group == "voice_group":
        mentions = join_voices(mentions, tables["voices"])
    scores = tables["scores"]
    own = scores[(scores["measure"] == pair[0]) & (scores["window"] == pair[1])]
    with hush_descriptive():
        return summarise_portrayal(mentions, tables["articles"], own, by=["actor_id", group])


def _draw(tables: Tables, data: pd.DataFrame, pair: tuple[str, str], group: str, names: Mapping[str, str]) -> str:
    data = data.dropna(subset=[group])
    fig, ax = plt.subplots(figsize=(8, 1.7 + 0.36 * max(1, len(data))))
    plot_groups(data, measure=pair[0], window=pair[1], group=group, labels=outlet_names(tables), ax=ax)
    actor = names.get(str(data["actor_id"].iloc[0]), "") if len(data) else "Nothing to draw"
    fig.suptitle(f"{actor}: {MEASURE_NAMES.get(pair[0], pair[0])}", x=0.01, ha="left")
    add_note(fig, tables, (pair[0],), f"Mean with 95 % interval. Grey: fewer than {MIN_MENTIONS} mentions or "
             f"{MIN_ARTICLES} articles.")  # fmt: skip
    return show_figure(fig, data)._repr_html_()


def _read_answers(sample: pd.DataFrame, path: Path, coder_id: str, variables: list[str]) -> pd.DataFrame:
    fresh = pd.DataFrame({"mention_id": sample["mention_id"].astype("str"), "coder_id": coder_id,
                          **dict.fromkeys(variables, "")}).reset_index(drop=True)  # fmt: skip
    if not path.is_file():
        return fresh
    kept = pd.read_csv(path, dtype="str", keep_default_na=False)
    if set(kept["coder_id"]) - {coder_id}:
        raise ValueError(f"{path} holds the answers of {kept['coder_id'].iloc[0]}; name another file for {coder_id}")
    if set(kept["mention_id"]) != set(fresh["mention_id"]):
        raise ValueError(f"{path} holds the answers to another sample; name another file")
    kept = kept.set_index("mention_id").reindex(columns=variables, fill_value="").loc[fresh["mention_id"]]
    return fresh.assign(**{name: kept[name].to_numpy() for name in variables})


def _write_answers(answers: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    answers.to_csv(temporary, index=False, lineterminator="\n", encoding="utf8")
    os.replace(temporary, path)

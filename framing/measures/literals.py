"""What a regular expression must contain, so that most texts need not be searched."""

import regex

from ..text import fold


def literals_of(pattern: str) -> tuple[str, ...]:
    """List folded letters of which every match of a regular expression holds at least one.

    Looking for them is much quicker than the expression, which is then tried on few sentences only.
    The list is empty where no letters are plain.

    Examples
    --------
    >>> literals_of("zero[- ]sum (games|thinking)")
    ('games', 'thinking')
    >>> literals_of("colou?r"), literals_of("war|peace")
    (('colo',), ('war', 'peace'))
    >>> literals_of("(?<!no )war"), literals_of("(war|(a )?raid)s")
    (('war',), ('war', 'raid'))
    """
    plain = regex.sub(r"\\.|\[\^?\]?[^]]*\]", "\0", pattern)
    if regex.search(r"\(\?(?!:|=|!|<=|<!)", plain):
        return ()  # flags, names and conditions may change what letters mean
    outer, groups = _without_groups(plain)
    if "|" in outer:
        branches = [literals_of(branch) for branch in _split_branches(plain)]
        different = dict.fromkeys(literal for branch in branches for literal in branch)
        return tuple(different) if all(branches) else ()
    choices = [literals_of(group.removeprefix("?:")) for group in groups]
    outer = regex.sub(r".[?*{][^A-Za-z]*", "\0", outer)
    choices += [(fold(run),) for run in regex.findall(r"[A-Za-z]+", outer)]
    return max(filter(None, choices), key=lambda choice: min(map(len, choice)), default=())


def _without_groups(pattern: str) -> tuple[str, list[str]]:
    """Replace each outer group by a null character; return the groups that all matches pass too."""
    outer, groups, depth, first = "", [], 0, 0
    for number, character in enumerate(pattern):
        if character == "(":
            first = number + 1 if depth == 0 else first
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                group = pattern[first:number]
                is_optional = pattern[number + 1 : number + 2] in ("?", "*", "{")
                if not is_optional and not group.startswith(("?=", "?!", "?<")):
                    groups.append(group)
                outer += "\0"
        elif depth == 0:
            outer += character
    return outer, groups


def _split_branches(pattern: str) -> list[str]:
    """Split a pattern at the bars outside of its groups."""
    branches, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += character
    return branches

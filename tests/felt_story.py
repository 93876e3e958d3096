"""A story that the tests of feelings in files share: two audiences, what passes, what lasts, and what nobody sees."""

from __future__ import annotations

from underneath.files.loading import loads
from underneath.files.script import Script

SLIP = """\
underneath: 1
story: A slip
habit: uniform
people:
  Ann: {level: 2, rationality: 2, kappa: 0.5}
  Bob: {level: 1}
  Cid: {level: 1}
  reader: {reader: true}
facts:
  clumsy: {of: Ann, outcomes: {no: 0.8, yes: 0.2}, told: yes}
wants:
  Ann:
    - {name: whole cups, utils: -1 if drops == yes else 0}
    - {name: Bob thinks well of her, image: Bob, about: clumsy, worth: -4 * belief(yes), after: says}
    - {name: Cid thinks well of her, image: Cid, about: clumsy, worth: -1 * belief(yes), after: says}
scenes:
  - scene: The kitchen
    present: [Ann, Bob, Cid]
    steps:
      - act: carry
        by: Ann
        menu: [cups, tray]
        told: tray
        wants: {by: [{name: one way, utils: 0.5 if carry == tray else 0}]}
      - sign: drops
        by: Ann
        outcomes: [no, yes]
        p: 0.1 if carry == cups else 0.6 if clumsy == yes else 0.2
        told: yes
      - {chance: rumour, outcomes: [no, yes], p: 0.7 if clumsy == yes else 0.2, seen_by: [Bob], told: yes}
      - {chance: thunder, outcomes: [no, yes], p: 0.5, seen_by: [reader], told: no}
      - {act: says, by: Bob, menu: [nothing, sorry], told: sorry}
  - scene: The garden
    present: [Ann, Cid]
    steps:
      - {chance: bell, outcomes: [no, yes], p: 0.3, seen_by: [Ann, Cid], told: yes}
"""


def slip(more: str = "") -> Script:
    """Ann drops a tray before Bob, who hears something more of her, and Cid, whose opinion matters less to her."""
    return loads(SLIP + more)


DOOR = """\
underneath: 1
people:
  Ann: {level: 1, unaware: {visitor: [uncle]}}
  Eve: {level: 1}
facts:
  visitor: {of: Eve, outcomes: {friend: 0.5, aunt: 0.4, uncle: 0.1}, told: uncle}
wants: {Ann: [{utils: 1 if knock == yes and visitor == friend else 0}]}
scenes:
  - scene: The door
    steps:
      - {sign: knock, by: Eve, outcomes: [no, yes], p: 0.5, told: yes}
      - {reveal: visitor, to: Ann}
"""


def door() -> Script:
    """It has never crossed Ann's mind that her uncle may call, and then he stands before her."""
    return loads(DOOR)

"""How the slides' source begins: the class, the roles' colours, and the commands of a slide."""

from aibyhand.core.role import ACCENT, BLANK
from aibyhand.export.shared.grids import COMMANDS, defined, definitions
from aibyhand.render.latex import escaped
from aibyhand.walk import Trace

PREAMBLE = r"""%% Slides: %s
%% For a handout, with one page for each frame: \documentclass[handout,aspectratio=169]{beamer}
%% For a handout to fill in: the same, and handout:0 in place of each handout:1 below
\documentclass[aspectratio=169]{beamer}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{amsmath}
\usepackage{graphicx}
\usefonttheme[onlymath]{serif}
\setbeamertemplate{navigation symbols}{}
\setbeamertemplate{footline}[frame number]
\setbeamersize{text margin left=6mm,text margin right=6mm}

%% The roles of matrices: fill, frame and ink.
%s
%s
%s

%s%% Results to be found: \found{the widest of their numbers}{the matrix}, each number in a \cell.
\newlength{\wide}
\newcommand{\found}[2]{{\settowidth{\wide}{$#1$}#2}}
%% A number that is empty at first, and the one of them that is worked in full at last
\newcommand{\cell}[1]{\alt<2-| handout:1>{\makebox[\wide][r]{$#1$}}%%
  {\textcolor{blank}{\rule{\wide}{1.5ex}}}}
\newcommand{\told}[1]{\alt<3-| handout:1>{\makebox[\wide][r]{\color{worked}$\underline{#1}$}}%%
  {\cell{#1}}}
%% What is said only when the numbers are there: \later{on which slide}{what}
\newcommand{\later}[2]{\uncover<#1-| handout:1>{#2}}
%% All matrices of a slide, made smaller where they are too wide, or higher than a part of it:
%% \sheet{part}{lines}
\newsavebox{\held}
\newlength{\room}
\newcommand{\sheet}[2]{\setlength{\room}{#1\textheight}%%
  \sbox{\held}{$\displaystyle\begin{gathered}#2\end{gathered}$}%%
  \ifdim\wd\held>\linewidth\sbox{\held}{\resizebox{\linewidth}{!}{\usebox{\held}}}\fi
  \ifdim\dimexpr\ht\held+\dp\held\relax>\room\sbox{\held}{\resizebox*{!}{\room}{\usebox{\held}}}\fi
  \begin{center}\usebox{\held}\end{center}}

\title{%s}
\author{AI by Hand}
\date{}
"""


def preamble(trace: Trace) -> str:
    """Everything before the slides."""
    title = escaped(trace.walkthrough.title)
    shades = defined("worked", ACCENT), defined("blank", BLANK)
    return PREAMBLE % (title, definitions(trace), *shades, COMMANDS, title)

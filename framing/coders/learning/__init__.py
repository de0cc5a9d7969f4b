"""Frames of one's own: drafted in words, coded with help, learnt from the codes, and compared.

Codes and sentences enter; a learner with its known error leaves. It is applied in `measures`.
"""

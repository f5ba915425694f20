"""Writes what Orca says to the file $TRANSCRIPT, as one JSON object on each line.

Orca loads a file of this name from its data folder after it has started. There is no speech server, so nothing is
spoken. A line {"calm": true} comes every 50 ms in which Orca has no event to handle, so that a program can wait until
Orca has said everything.
"""

import json
import os

from gi.repository import GLib
from orca import event_manager, speech

_file = open(os.environ["TRANSCRIPT"], "a", buffering=1, encoding="utf-8")
# The texts of the call of `speak` that runs now.
_texts = None


def _write(**what):
    _file.write(json.dumps(what) + "\n")


_speak_all = speech.speak
_speak_one = speech._speak
_speak_character = speech.speakCharacter
_stop = speech.stop


def speak(content, acss=None, interrupt=True):
    global _texts
    _texts = []
    try:
        return _speak_all(content, acss, interrupt)
    finally:
        if _texts:
            _write(said=_texts)
        _texts = None


def speak_one(text, acss, interrupt):
    if _texts is None:
        _write(said=[text])
    else:
        _texts.append(text)
    return _speak_one(text, acss, interrupt)


def speak_character(character, acss=None):
    _write(said=[character])
    return _speak_character(character, acss)


def say_all(contexts, progress):
    # With a speech server, Orca moves its position while it reads. Here it stays where it was.
    for context, _ in contexts:
        _write(said=[context.utterance])


def stop():
    _write(stop=True)
    return _stop()


speech.speak = speak
speech._speak = speak_one
speech.speakCharacter = speak_character
speech.sayAll = say_all
speech.stop = stop


def _tick():
    if event_manager.getManager()._eventQueue.empty():
        _write(calm=True)
    return True


GLib.timeout_add(50, _tick)

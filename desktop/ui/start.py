"""The application object, made so that Qt writes nothing about the work anywhere."""

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QMessageLogContext, QSettings, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

# Nothing can be created below a device, not even by root: whatever Qt wants to remember goes nowhere.
_NOWHERE = "/dev/null/nowhere"
FARTHER_THAN_ANY_SCREEN = 1_000_000  # points


def make_application(language: str) -> QApplication:
    """The application. Settings that Qt keeps by itself (folders visited in file choosers) reach no disk."""
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(kind, scope, _NOWHERE)
    qInstallMessageHandler(_quiet)
    # The arguments stay out of Qt's hands: it would take some of them for its own.
    application = QApplication(["portfel"])
    application.setApplicationName("Portfel")
    application.setDesktopFileName("portfel")
    # A mouse that drags a marked text offers it to every window it passes over. No drag ever starts.
    application.setStartDragDistance(FARTHER_THAN_ANY_SCREEN)
    if language == "ru":
        _speak_russian(application)
    return application


def refuse_native_dialogs() -> None:
    """No chooser of the desktop: those keep lists of recent files. (Not at once: the namespace `Qt` costs 30 ms.)"""
    from PySide6.QtCore import Qt

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def _speak_russian(application: QApplication) -> None:
    translator = QTranslator(application)
    if translator.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _quiet(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    # A message of Qt may quote a file name or a text. Its category and kind say enough to find the place.
    if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        category = getattr(context, "category", None)
        sys.stderr.write(f"Qt: {kind.name}, {category or 'default'}\n")

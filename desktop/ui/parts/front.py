"""Pages one behind the other that need no more room than the one in front."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabWidget


def by_the_front(pages: QStackedWidget | QTabWidget) -> None:
    """Let only the page in front say how much room they need: with letters twice as large the widest would have all of them moved about.

    What is added later counts until another page comes to the front.
    """

    def fit(front: int) -> None:
        for number in range(pages.count()):
            page, policy = pages.widget(number), QSizePolicy.Policy.Preferred if number == front else QSizePolicy.Policy.Ignored
            if page is not None:
                page.setSizePolicy(policy, policy)

    pages.currentChanged.connect(fit)
    fit(pages.currentIndex())

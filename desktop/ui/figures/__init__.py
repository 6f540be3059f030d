"""The report: figures of a period, the records behind them, and a form that may be published."""

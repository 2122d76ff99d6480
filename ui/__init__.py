"""The facilitator's window, the hall screen and the command line: the only folder that knows Qt."""

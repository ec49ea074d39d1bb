from demo.simulation.run import simulate

__all__ = ["simulate"]

from demo.story.run import seed

__all__ = ["seed"]

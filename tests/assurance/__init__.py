"""Could it have happened so?"""

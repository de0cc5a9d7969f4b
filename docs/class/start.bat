@echo off
rem Makes an environment in this folder, the first time, and opens the first notebook.
cd /d "%~dp0"
if not exist notebooks goto packed
if exist env\ready goto open

set "KIT="
for %%f in (wheels\framing-*.whl) do set "KIT=%%f"
if not defined KIT goto nokit

set "PY="
for %%v in (@PYTHONS@) do (if not defined PY (py -%%v -c "pass" >nul 2>nul && set "PY=py -%%v"))
if not defined PY (python -c "import sys; sys.exit('.'.join(map(str, sys.version_info[:2])) not in '@PYTHONS@'.split())" >nul 2>nul && set "PY=python")
if not defined PY goto nopython

echo Making the environment with %PY%: some minutes, this first time only.
%PY% -m venv env
if errorlevel 1 goto failed
env\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels "%KIT%[notebooks]" 2>env\offline.log
if not errorlevel 1 goto installed
echo The folder wheels does not hold all that this computer needs, see env\offline.log: trying the network.
env\Scripts\python -m pip install --quiet --disable-pip-version-check @LOCKED@ --find-links wheels "%KIT%[notebooks]"
if errorlevel 1 goto failed
:installed
echo ready> env\ready
:open
if defined ONLY_INSTALL exit /b 0
env\Scripts\jupyter lab notebooks\00_start_here.ipynb
exit /b

:packed
echo The folder notebooks is not here. Unpack the whole zip: right click on it, Extract all.
goto stop
:nokit
echo The kit is not in the folder wheels. Ask whoever gave you this folder for the file framing-....whl,
echo put it there, and start again.
goto stop
:nopython
echo This needs Python @VERSIONS@. Get it from https://www.python.org/downloads/ and start again.
goto stop
:failed
echo The installation failed; the lines above say why. A short path such as C:\class helps where a path is too long.
:stop
pause
exit /b 1

@echo off
rem Starts Tupailta on Windows: double-click. A workshop's file that is dropped on this one is opened.
rem The first time it sets itself up, which needs the network and takes some minutes. docs/windows.md tells more.
setlocal
chcp 65001 >nul
title Tupailta
set "with=py -3"
where /q py || set "with=python"
echo Tupailta avautuu. / Tupailta startar. / Tupailta is starting.
%with% "%~dp0dev.py" start %*
if not errorlevel 1 exit /b 0
echo.
echo Tupailta ei auennut: syy lukee yllä. Jos Python puuttuu, asenna se: python.org, Downloads, Python 3.12.
echo Tupailta startade inte: orsaken står ovan. Om Python saknas, installera det: python.org, Downloads, Python 3.12.
echo Tupailta did not start: the reason stands above. Without Python, install it: python.org, Downloads, Python 3.12.
pause
exit /b 1
